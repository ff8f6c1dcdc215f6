import{a}from"./chunk-2DMYHMY5.js";import"./chunk-FNCSJJP4.js";import"./chunk-QQXIRQR2.js";import"./chunk-YODXSQVF.js";import"./chunk-55NJKVO6.js";export{a as Picture};
