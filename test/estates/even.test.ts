import { examineShare } from './examine-share.ts'

examineShare(0, 2)
