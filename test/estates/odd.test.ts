import { examineShare } from './examine-share.ts'

examineShare(1, 2)
